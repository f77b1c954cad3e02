"""What screens read: one function a screen, over the views; the day is bound here."""
