"""A consultation in other forms: easy read, audio, BSL, large print, other languages."""
