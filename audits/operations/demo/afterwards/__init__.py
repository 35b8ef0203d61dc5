"""The demo's time after a purchase: connectors, runs, findings, incidents, promises, schedules.

Unlike the purchases before it, it is told by days counted from the one the demo is made on, so that what is
due is due whenever that is. Whatever has happened lies on an earlier day.
"""
