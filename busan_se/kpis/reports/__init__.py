"""The monthly report: its contents, its PDF and XLSX, and how an issue is built and sent."""
