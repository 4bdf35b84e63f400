"""When something in a room is wrong: told in private, looked at, put right."""
