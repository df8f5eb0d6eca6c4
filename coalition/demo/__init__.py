"""A fictional coalition in northern Thailand: every organization and person is invented.

It is written as the CSV files a coordinator would have, and brought in by the real importer. Its dates count back from
the day it is loaded, so that it never goes stale.
"""

from coalition.demo.load import is_demo, load_demo, remove_demo
from coalition.demo.write import write_demo

__all__ = ["is_demo", "load_demo", "remove_demo", "write_demo"]
