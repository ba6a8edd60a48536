"""The sandbox's page: phones, time, cast and reports of one trial, in a browser on this machine."""
