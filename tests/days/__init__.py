"""Tests of the line of days: every operator against days counted one by one."""
