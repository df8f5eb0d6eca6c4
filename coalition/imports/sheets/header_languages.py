"""Headers of hand-made lists in the languages of partners and donors, beside those of `header_words`; the surest first.

A word that means something else in English or Thai is left out: what the cells hold decides there.
"""

# fmt: off
FURTHER: dict[str, tuple[str, ...]] = {
    "date": (
        "កាលបរិច្ឆេទ", "ថ្ងៃខែឆ្នាំ", "मिति", "tarehe",
        "date de la réunion", "date réunion", "jour", "sitzungsdatum", "datum der sitzung", "tag", "fecha de la reunión",
        "fecha de reunión", "día", "data da reunião", "data della riunione", "vergaderdatum", "datum vergadering",
        "data spotkania", "ngày", "ngày họp", "日期", "会议日期", "開催日", "日付", "tanggal", "petsa", "ວັນທີ", "ရက်စွဲ",
    ),
    "title": (
        "réunion", "titre", "sujet", "objet", "sitzung", "thema", "veranstaltung", "treffen", "reunión", "asunto", "tema",
        "evento", "reunião", "assunto", "riunione", "vergadering", "onderwerp", "bijeenkomst", "spotkanie", "temat",
        "cuộc họp", "会议", "会議", "会議名", "rapat", "acara",
    ),
    "place": (
        "endroit", "salle", "veranstaltungsort", "raum", "sala", "local", "luogo", "plaats", "locatie", "zaal", "miejsce",
        "địa điểm", "地点", "場所", "tempat",
    ),
    "start": (
        "heure", "heure de début", "beginn", "hora", "hora de inicio", "hora de início", "ora", "begintijd", "tijd",
        "godzina",
        "heure de début de la réunion", "startzeit", "hora de inicio de la reunión", "hora de início da reunião",
        "czas rozpoczęcia",
    ),
    "end": (
        "heure de fin", "ende", "hora de fin", "hora de término", "eindtijd", "endzeit", "heure de fin de la réunion",
        "hora de finalización",
    ),
    "name": (
        "ឈ្មោះ", "ឈ្មោះពេញ", "គោត្តនាម និងនាម", "គោត្តនាម-នាម", "नाम", "नाम थर", "नाम, थर", "नाम र थर", "पूरा नाम",
        "सहभागीको नाम", "jina kamili", "majina", "jina la mshiriki",
        "nom", "nom et prénom", "nom prénom", "prénom et nom", "noms", "participants", "participante", "participant(e)",
        "vollständiger name", "vor- und nachname", "vorname und nachname", "name, vorname", "name des teilnehmers",
        "teilnehmer/in", "teilnehmende", "teilnehmerin", "nombre y apellidos", "nombre y apellido", "apellidos y nombre",
        "asistente", "asistentes", "participantes", "mitglied", "mitglieder", "membre", "membres", "miembro", "miembros",
        "membro", "nome e sobrenome", "nome do participante", "nome e cognome",
        "cognome e nome", "naam", "volledige naam", "deelnemer", "deelnemers", "nazwisko i imię", "uczestnik",
        "họ và tên", "họ tên", "氏名", "お名前", "姓名", "名字", "参加者", "nama lengkap", "nama peserta", "pangalan",
        "ຊື່ ແລະ ນາມສະກຸນ", "ຊື່", "အမည်", "နာမည်", "jina", "имя", "фио",
    ),
    "first_name": (
        "tên đệm và tên", "tên và tên đệm", "jina la kwanza",
        "first", "given", "prenom", "prénoms", "primer nombre", "nombres", "primeiro nome", "nome próprio", "voornaam",
        "imię",
        "imie", "tên", "rufname", "名", "fname", "first/given name", "given names", "first names",
    ),
    "last_name": (
        "họ và tên đệm", "họ đệm", "थर", "jina la ukoo", "គោត្តនាម",
        "last", "family", "familienname", "apellido", "primer apellido", "apelido", "cognome", "achternaam", "familienaam",
        "nazwisko", "họ", "姓", "lname", "last/family name", "ນາມສະກຸນ", "zuname",
    ),
    "prefix": ("civilité", "titel", "tratamiento", "tratamento", "aanhef", "honorific", "mr/ms", "mr/mrs/ms"),
    "organization": (
        "asal instansi", "asal lembaga", "asal organisasi", "nama instansi", "nama lembaga", "unit kerja", "អង្គការ",
        "អង្គភាព", "ស្ថាប័ន", "ស្ថាប័ន/អង្គការ", "संस्था", "संस्थाको नाम", "कार्यालय", "निकाय", "संघ संस्था", "shirika",
        "taasisi", "jina la shirika", "အဖွဲ့အစည်းအမည်", "ဌာန",
        "organisme", "organisation/institution", "association", "structure", "société", "entreprise", "einrichtung",
        "institution/organisation", "verein", "behörde", "dienststelle", "organización/institución", "organizacion",
        "institución", "entidad", "empresa", "organização", "organizacao", "instituição", "entidade", "organizzazione",
        "ente",
        "azienda", "organisatie", "instelling", "bedrijf", "instytucja", "firma/organizacja", "tổ chức", "cơ quan", "đơn vị",
        "所属", "所属団体", "団体", "会社", "会社名", "单位", "组织", "組織", "機構", "organisasi", "instansi", "lembaga",
        "ອົງການ", "ອົງກອນ", "ພາກສ່ວນ", "အဖွဲ့အစည်း", "организация", "organisation represented", "representing organization",
        "firma",
    ),
    "role": (
        "តួនាទី", "មុខតំណែង", "पद", "ओहदा", "cheo", "wadhifa", "nafasi",
        "poste", "qualité", "funktion", "position/funktion", "stellung", "cargo", "puesto", "función", "ruolo", "funzione",
        "functie", "stanowisko", "funkcja", "chức vụ", "chức danh", "職位", "役職", "职务", "职位", "jabatan", "ຕຳແໜ່ງ",
        "ရာထူး", "должность",
    ),
    "email": (
        "អ៊ីមែល", "इमेल", "barua pepe",
        "courriel", "adresse e-mail", "adresse email", "adresse mail", "mél", "e-mail-adresse", "emailadresse", "mailadresse",
        "correo", "correo-e", "correo electronico", "endereço de e-mail", "indirizzo email", "mailadres", "e-mailadres",
        "adres e-mail", "thư điện tử", "邮箱", "电子邮件", "メール", "メールアドレス", "電子郵件", "surel", "အီးမေးလ်", "ອີເມວ",
    ),
    "phone": (
        "លេខទូរស័ព្ទ", "ទូរស័ព្ទ", "फोन", "फोन नं.", "सम्पर्क नं.", "मोबाइल", "simu", "nambari ya simu",
        "namba ya simu",
        "téléphone", "tél", "tél.", "portable", "numéro de téléphone", "telefonnummer", "handy", "mobil", "rufnummer",
        "teléfono", "móvil", "celular", "telefone", "telemóvel", "telefono", "cellulare", "telefoon", "telefoonnummer",
        "numer telefonu", "nr telefonu", "komórka", "điện thoại", "số điện thoại", "电话", "電話", "電話番号", "手机",
        "no hp", "no. telepon", "telepon", "ເບີໂທ", "ဖုန်း", "ဖုန်းနံပါတ်", "телефон", "whatsapp", "whatsapp number",
    ),
    "sector": ("secteur", "catégorie", "sektor", "kategorie", "categoría", "categoria", "setor", "kategoria", "branche"),
    "attended": (
        "présence", "presence", "présent(e)", "présent/absent", "émargement", "anwesenheit", "anwesend?", "teilgenommen",
        "teilnahme", "asistencia", "asistió", "presente", "presença", "compareceu", "presenza", "aanwezig", "aanwezigheid",
        "obecność", "obecny", "có mặt", "điểm danh", "出席", "出欠", "出席状況", "考勤", "到场", "kehadiran", "hadir",
        "присутствие", "attendance (y/n)", "attended (y/n)", "present (y/n)", "statut", "estado", "stato",
    ),
    "joined": (
        "heure d'entrée", "ankunft", "ankunftszeit", "llegada", "hora de llegada", "aankomst", "入室時刻",
        "uhrzeit des beitritts",
    ),
    "left": ("heure de sortie", "abgang", "salida", "vertrek", "退室時刻"),
    "ignore": (
        "ល.រ", "ល.រ.", "លរ", "क्र.सं.", "क्र. सं.", "सि.नं.", "ហត្ថលេខា", "दस्तखत", "हस्ताक्षर", "လက်မှတ်", "sahihi",
        "saini", "na.", "ភេទ", "लिङ्ग", "jinsia", "ကျား/မ",
        "n°", "nº", "numéro", "lfd. nr.", "lfd nr", "lp", "lp.", "stt", "番号", "序号", "bemerkung", "bemerkungen",
        "anmerkungen",
        "observations", "remarques", "observaciones", "observações", "notas", "opmerkingen", "uwagi", "ghi chú", "備考", "备注",
        "firma del asistente", "assinatura", "handtekening", "podpis", "chữ ký", "署名", "签名", "签到", "tanda tangan",
        "pays", "land", "país", "kraj", "quốc gia", "sexe", "geschlecht", "sexo", "geslacht", "płeć", "giới tính", "alter",
        "edad", "idade", "ລຳດັບ", "စဉ်",
    ),
}
# fmt: on
"""Field -> headers that mean it and nothing else."""
