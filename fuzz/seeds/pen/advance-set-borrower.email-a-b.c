advance set borrower.email a@b.c
﻿# หัวแฟ้ม

amount = 1 # ท้าย
borrower = { name = "ก", email = "x@y.z" }
warranty.years = 1
clearing = [ { date = 2026-11-20, cash = 1.00 } ]
# ท้ายแฟ้ม