"""What coordinators' acts have made only when its row is delivered: pictures, invitations, reminders by hand."""
