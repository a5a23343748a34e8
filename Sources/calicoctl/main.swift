import Commands

Calicoctl.start()
