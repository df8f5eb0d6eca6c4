"""The words around a title or a cue that make it something else than the beginning of a name: data of `people`.

Written as expressions separated by spaces; `(?!...)` behind one keeps the names that begin with such a word (จะแฮ, มีนา).
"""


def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


def _not_after(words: str) -> str:
    return "".join(f"(?<!{word})" for word in words.split())


NOT_A_NAME = _any(r"""
    อายุ และ ที่ ไทย ชาว วัย จาก ใน คน(?![ก-๙]) กลุ่ม สัญชาติ ถูก ไม่ ต้อง ซึ่ง มี(?!นา|ชัย|สุข) ได้ กับ หรือ ต่ำ
    เผ่า ชาติ ไร้ ทุก หลาย บาง(?!อร) ราย(?!ก) ยัง อยู่ ให้ เข้า ต่าง พม่า ลาว เมียนมา กัมพูชา อาข่า ลาหู่ ม้ง
    กะเหรี่ยง จะ(?!แฮ|นู|ลอ|ฟะ|ก|พ) ก็ เป็น ของ ส่ง พิการ ตั้ง(?!ใจ) ด้วย เพื่อ โดย ผู้ แต่ เท่านั้น ทั้ง ขอ(?!ง)
    นี้ นั้น ดังกล่าว เคย กำลัง หาย ไป(?!รยา) ทำ หลัง ก่อน ต่อ เมื่อ พร้อม เดินทาง อพยพ ข้าม กว่า รวม จำนวน ประมาณ
    อีก (?:หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ)(?=คน|ราย|กลุ่ม|[^ก-๙]|$)
    ว่า เหยื่อ พัก ตาม แม่(?!ย) ลูก(?!น้ำ) ไม่มี นอก เร่ร่อน ชาย หญิง แรก แล้ว อย่าง
    เพราะ เนื่อง เกิน ระหว่าง แบบ ซ้ำ เท่า ช่วย เรียน หนี รอ(?![ก-๙]|ม)
    ควร มัธยม ประถม ชั้น นักเรียน กำพร้า ยากจน ต่างด้าว เสี่ยง อาจ ย้าย ขาด มัก พูด ใช้ ร่วม แยก จึง ครั้ง บ้าน คือ ดู ถึง เล่น
    นอน ป่วย ติด ยอม กลับ เดิน ออก รู้ เห็น คิด บอก ร้อง กลัว เยาวชน สูญ หลบ
""")
"""What follows a Thai title where no name does."""

AFTER_NAI = _any(r"""
    จ้าง หน้า อำเภอ ทะเบียน ทุน แพทย์(?!\s?[ก-๙]{2,15}\s[ก-๙]) ช่าง ตรวจ ตำรวจ สิบ ร้อย
    พล(?:ตำรวจ|เรือน|เอก|โท|ตรี) ด่าน สถานี ประกัน ธนาคาร เรือ(?!ง) ทหาร เวร ท้าย ท่า(?!น) สัตว ใหญ่ แบบ หมวด คลัง
    ก(?:รัฐมนตรี|เทศ|องค์|อบต|อบจ|สมาคม|เมือง|สภา|เหล่า|ฯ|ตำบล|เล็ก|ส|ท|และ|ลง|รับ|ขอ|เป็น|ได้|จะ|ไม่|คน|มา|ให้|พบ|แจ้ง)
""")
"""Words that begin with นาย: employer, broker, district chief, mayor."""

AFTER_NANG = _any(r"""
    สาว พยาบาล แบบ(?!ม) ฟ้า รำ งาม โชว์ เอก สนม กวัก ใน ร้าย รอง(?!ค์) ทาส บำเรอ นวล(?=แข้ง) เลิ้ง บวช
""")
"""Words that begin with นาง."""

AFTER_PHRA = _any(r"""
    ราช ภิกษุ สงฆ์ ธรรม(?!รง) นคร องค์ เจ้า บรม มหากษัตริย์ พุทธ ธาตุ แก้ว สิงห์ ประแดง เอก พรหม พาย วิหาร ชนม์
    เณร รูป บาท ปกเกล้า จอมเกล้า นาง สมเด็จ หฤทัย คริสต์ ยุพราช คุณ ภูมี มหา(?![ก-๙]{3}) สังฆ เทพ(?![ก-๙]) ใหม่
    ผู้ใหญ่ นักพัฒนา พี่เลี้ยง วัด เครื่อง พิฆ อาทิตย์ จันทร์ พิราบ ยา โขนง ทองคำ ยืน แสง(?![ก-๙]) เกียรติ
    อุปถัมภ์
""")
"""Words and places that begin with พระ."""

AFTER_KHUN = _any(r"""
    ภาพ สมบัติ ค่า ธรรม แม่ ครู หมอ วุฒิ ประโยชน์ ลักษณะ สามารถ พ่อ ลุง ป้า ตา ยาย หญิง ชาย พระ อนันต์ ูป โทษ ทั้ง
    เอง ได้ เลือก ยืนยัน ตอบ เปิด เลิก หา อ้าง คิด เห็น มี ต้อง จะ
""")
"""Words that begin with คุณ, and what follows it where it means you."""

AFTER_NONG = _any(r"""
    สาว ชาย ๆ เลี้ยง ใหม่ เล็ก เขย สะใภ้ อยาก กลับ รู้ พบ เอง คือ ใช้ ปลอด กลัว ป่วย ยิน สบาย ท้อง แจ้ง ใน
""")
"""What follows น้อง where it means younger ones."""

AFTER_CALLED = _any(r"""
    องค์กร โครงการ หน่วยงาน ผู้ และ หรือ ของ ที่ ใน จังหวัด อำเภอ ตำบล บริษัท โรงเรียน โรงงาน โรงพยาบาล กลุ่ม แบบ
    เอกสาร ไฟล์ เสียง นามสกุล ย่อ สถาน ร้าน มูลนิธิ สมาคม ศูนย์ เรื่อง งาน เว็บ แอป เต็ม บุคคล พยาน เหยื่อ คน เข้า
    ตาม ให้ ได้ จาก ไว้ ลง ด้วย เดิม ใหม่ จริง เล่น ว่า คือ กับ ไม่ แต่ ซ้ำ ตรง ถูก เพื่อ สมาชิก ตัวแทน ล่าม
    วิทยากร การ บริการ บ้าน หมู่บ้าน เด็ก เมือง ภาษา รายการ คอลัมน์ จึง ก็ เขียน แทน นี้ ยัง หัวข้อ ทุก หลาย
    เครือข่าย ประเทศ พื้นที่ ต้อง สกุล นาย นาง ด\. น\. พระ หนึ่ง อีก อื่น เดียว คล้าย ส่วน ประเภท แผ่น เท่านั้น
    ตัว เรียก ซึ่ง
""")
"""What follows ชื่อ (name) where the name of a thing is meant, or none."""

BEFORE_NANG = _not_after(r"""
    พัฒ ล้าน สัม ศาส ขุน แม่ เส
""")
"""What stands before นาง where the two belong to other words."""

BEFORE_PHRA = _not_after(r"""
    วัด ถนน สมเด็จ ดวง คุณ บ้าน ของ เฉลิม
""")
"""What stands before พระ where no monk is meant."""

BEFORE_CHILD = _not_after(r"""
    สงเคราะห์ แรกรับ คุ้มครอง บ้านพัก พัฒนา
""")
"""A home for girls or boys has a name of its own."""

BEFORE_CALLED = _not_after(r"""
    เ ราย ลง ลาย มี ใส่ ระบุ เขียน บอก เปิดเผย ใช้ แจ้ง เก็บ ส่ง ตั้ง เปลี่ยน ปิด ถาม อ้าง เพิ่ม ลบ ตรวจ แก้ เอ่ย
    ออก พิมพ์ ต่าง โครงการ องค์กร ร้าน
""")
"""What stands before ชื่อ where no name follows: belief, list of names, to sign, without writing a name."""

PLACES = _any(r"""
    Khai Prue Bua Tan That Singh Kaew Bun Chang Chik Chok Don Han Hi Hin Hong Khae Khaem Khayang Ki Kung Mamong
    Muang Na Phai Phok Ruea Saeng Song Suea Sung Wua Ya Yai Long Thian Thot Yuam Khanong Nakhon Phrom Phutthabat
    Pradaeng Samut Thong Yuen Kiat
""")
"""Districts that begin with Nong, Khun or Phra go on like this."""

PROGRAMS = _any(r"""
    Teams Word Excel Forms? Office Access Outlook Power Windows Project Planner SharePoint
""")
"""What follows MS where it is a company."""

MASTERS = _any(r"""
    Plan List Trainers? Class Degree File Key Data Copy Agreement Service Programme Program Of
""")
"""What follows Master where it is no boy."""

NOT_AFTER_MR = _any("and or are is was the for in as who to on at not of title titles form field box nor if with by")
"""What follows Mr or Mrs where the title itself is spoken of."""

PERSON = _any(r"""
    girl boy woman man child survivor victim client person she he mother father sister brother aunt uncle minor
    baby lady worker patient suspect broker trafficker driver daughter son wife husband teenager kid owner
""")
"""Who may be called something."""

NOT_A_THING = _not_after(r"""
    center[ ] shelter[ ] project[ ] organization[ ] foundation[ ] group[ ] form[ ] app[ ] place[ ] law[ ] hotel[ ]
    venue[ ] village[ ] bar[ ] system[ ] program[ ]
""")
"""Before `named` where it is the name of a thing."""

NO_NAMES = _any(r"""
    A An The This That These Those She He They We It I You Her His Their Our My Your All Both Each Every No Nobody
    Some Any One Two Three Four Five Six Seven Eight Nine Ten And Or Of In On At To By For From With As If When After
    Before Until Since Not New Old First Second Third Next Last Many More Most Other Another Same Monday Tuesday
    Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October
    November December Thai Thailand Myanmar Burmese Burma Lao Laos Cambodia Cambodian Khmer Vietnam Vietnamese China
    Chinese Shan Karen Akha Lahu Hmong Lisu Yao Mien Kachin Mon Rohingya Malay Malaysia English Bangkok Asia Asian
    Mekong Buddhist Muslim Christian Catholic State North Northern South Southern East Eastern West Western Upper
    Lower Central Golden Wat Doi Chiang Mae Muang Mueang Nakhon Ban Baan Wiang Fang Nan Lamphun Lampang Phayao Phrae
    Tak Amphoe Tambon Foundation Center Centre Shelter Home House Hospital Clinic School College University Office
    Officer Ministry Department Police Station Court Embassy Consulate Network Association Organization Organisation
    Agency Unit Team Group Committee Council Coalition Partnership Alliance Society Institute Institution Project
    Program Programme Fund Bank Union Church Temple Mission Mercy Hope Grace Joy Rose Life Love Light Freedom Justice
    Care Rights Right Human Women Woman Girls Girl Boys Boy Children Child Kids Visit Youth Men Man Family Families
    Mothers Mother Father People Person Persons Client Clients Survivor Survivors Victim Victims Witness Worker
    Workers Migrant Migrants Refugee Refugees Teacher Doctor Nurse Lawyer Lawyers Judge Prosecutor Interpreter
    Interpreters Inspector Captain Director Manager Coordinator Chair Secretary Village District Province City Town
    Border River Bridge Road Street Lane Market Park Hotel Hall Room Floor Gate Camp Line Hotline Helpline Day Night
    Week Month Year Meeting Minutes Agenda Agreement Protocol Plan Report Form Memo Letter Law Act Section Policy
    Training Workshop Service Services Social Development Welfare Health Mental Legal Aid Support Protection
    Prevention Prosecution Identification Assistance Anti Trafficking Labour Labor Immigration Government National
    International Provincial Regional Local Community Public Private Royal Special Emergency Safe Good Open Free Case
    Cases Referral Referrals Need Needs Area Areas Gap Gaps Action Data Member Members Red Cross Save World Vision
    United Nations Guard Coast Counselling Counseling Medical Psychosocial Housing Skills Course Courses Class Club
    Board Company Factory Farm Clothes Books Food Transport Money Documents Passport Visa Return Reintegration
""")
"""Words with a capital that are in no name of a person: of a place, an office, an organization, a day, a people."""

LEADS = _any("Client Survivor Victim Witness The A Our This Girl Boy Woman Man Child Minor Mother Father")
"""What may stand before a name at the beginning of a line."""

THINGS = _any(r"""
    Foundation Center Centre Shelter Home House Hospital Clinic School College Office Network Association Organization
    Project Program Programme Children Kids Group Church Temple Police Station District foundation shelter center
    centre school hospital clinic home office police station district
""")
"""What follows a name of a village where it is an organization, a school or a district."""

AFTER_BAN = _any(r"""
    พัก เกิด เช่า เดิม ญาติ ของ เรือน เมือง ช่อง ปลอดภัย อุปถัมภ์ แม่(?![ก-๙]) แม่ของ พ่อ ยาย ป้า น้า ลุง ตายาย เพื่อน
    นาย สามี แฟน ครู คน เขา เธอ เรา ฉัน ผม ตัวเอง ตน เด็ก สงเคราะห์ แรกรับ ฉุกเฉิน ชั่วคราว กลาง หลัง เลขที่ ไม้
    ใหม่(?![ก-๙]) ใกล้ ไกล ว่าง และ หรือ กับ ได้ แล้ว มา ไป ไม่ ให้ ที่ เพื่อ ก่อน โดย แต่ ใน นอก จาก เพราะ เมื่อ ถ้า
    อยู่ อย่าง ทุก วัน ตาม นี้ นั้น ละ ริม ชายแดน เสี่ยง ต้นแบบ เป้าหมาย มี ซ้ำ อีก คืน ตอน ด้วย เอง กึ่ง ร้าง หนังสือ
    มั่นคง เอื้อ พอเพียง มิตร ต่าง ต้อง ยัง จะ(?!ลอ|แล|คือ) คือ เป็น ถูก รับ ส่ง ต่อ ตั้ง ทั้ง แห่ง หญิง ชาย สตรี ผู้
    อื่น เดียว ดัง เรียน ร่วม ทำ เสีย ทรุด เต็ม เปิด ปิด ทาง ใคร ไหน ใด หมด ไว้ พร้อม ห้าม เจ้า สวัสดิการ พื้นที่
    ชุมชน ราย จำนวน ประมาณ กว่า เยี่ยง หนึ่ง สอง สาม สี่ ห้า หลาย ระหว่าง เรื่อง เพียง จน หาก ตลอด อาทิตย์ พรุ่งนี้
    สัปดาห์ เดือน ปี ช่วง แค่ ช่วย ขอ บ่อย ทันที
""")
"""What follows the word for house in Thai where no village is named."""
