"""Plans that coordinators send in the chat: read, compared, put in force at a word."""
