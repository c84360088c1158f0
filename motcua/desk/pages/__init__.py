"""What the pages of the desk show, read from the rooms below; nothing here changes anything."""
