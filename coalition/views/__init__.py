"""What each page shows, a package per page; the platform below them is `coalition.shell`."""
