"""The form builder: how an officer makes the form of a call, or corrects that of a published one."""
