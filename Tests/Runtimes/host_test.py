"""What the tests have in common: a private host with the network under test, and nothing left in it after each test."""

import unittest

from network import Network
from private_host import PrivateHost


class HostTest(unittest.TestCase):
    """`host` and `network` are shared by the tests of a class. Tests add their own cleanups; the check that nothing
    is left comes after those."""

    dual_stack = False

    @classmethod
    def setUpClass(cls):
        cls.host = cls.enterClassContext(PrivateHost())
        cls.network = Network(cls.host, cls.dual_stack)

    def setUp(self):
        self.addCleanup(self.assert_nothing_left)

    def assert_nothing_left(self):
        self.assertEqual(self.network.left_behind(), [])
