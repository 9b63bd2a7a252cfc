//! Other names by which common columns go, in English, German and French, simplified (no case, accents, signs).

use rapport_schema::FieldType;

/// Field name (or the last part of a path) and the names its column may have.
const NAMES: &[(&str, &[&str])] = &[
    (
        "first_name",
        &["givenname", "forename", "vorname", "prenom"],
    ),
    ("last_name", &["surname", "familyname", "nachname", "nom"]),
    (
        "name",
        &[
            "fullname",
            "displayname",
            "contactname",
            "companyname",
            "dealname",
            "accountname",
        ],
    ),
    (
        "email",
        &[
            "emailaddress",
            "mail",
            "emailwork",
            "emailother",
            "workemail",
            "businessemail",
            "email1",
            "primaryemail",
            "courriel",
        ],
    ),
    (
        "secondary_email",
        &[
            "emailhome",
            "homeemail",
            "personalemail",
            "email2",
            "emailother",
            "secondemail",
        ],
    ),
    (
        "phone",
        &[
            "telephone",
            "tel",
            "phonework",
            "phonehome",
            "phoneother",
            "workphone",
            "businessphone",
            "telefon",
            "phonenumber",
            "phone1",
        ],
    ),
    (
        "mobile",
        &[
            "mobilephone",
            "cell",
            "cellphone",
            "handy",
            "mobil",
            "phonemobile",
            "phone2",
        ],
    ),
    (
        "title",
        &["jobtitle", "position", "jobposition", "funktion"],
    ),
    ("department", &["abteilung", "service"]),
    (
        "website",
        &["url", "homepage", "web", "webseite", "siteweb"],
    ),
    ("linkedin_url", &["linkedin", "linkedinprofile"]),
    (
        "description",
        &[
            "notes",
            "note",
            "comment",
            "comments",
            "background",
            "bemerkung",
            "bemerkungen",
            "notiz",
        ],
    ),
    (
        "notes",
        &[
            "note",
            "comment",
            "comments",
            "background",
            "bemerkung",
            "bemerkungen",
            "description",
        ],
    ),
    (
        "tags",
        &[
            "categories",
            "category",
            "labels",
            "keywords",
            "schlagworte",
        ],
    ),
    (
        "owner",
        &[
            "assignedto",
            "salesperson",
            "responsible",
            "zustandig",
            "accountmanager",
            "sales",
        ],
    ),
    ("salutation", &["anrede", "prefix", "civilite"]),
    (
        "birthday",
        &[
            "dateofbirth",
            "birthdate",
            "geburtstag",
            "geburtsdatum",
            "dob",
        ],
    ),
    (
        "amount",
        &[
            "value",
            "dealvalue",
            "betrag",
            "montant",
            "revenue",
            "dealamount",
        ],
    ),
    (
        "expected_close",
        &[
            "closedate",
            "closingdate",
            "expectedclosedate",
            "abschlussdatum",
        ],
    ),
    ("stage", &["dealstage", "phase", "status"]),
    ("status", &["state", "leadstatus"]),
    ("source", &["leadsource", "origin", "quelle"]),
    ("lead_source", &["source", "origin", "quelle"]),
    ("industry", &["branche", "sector"]),
    (
        "employees",
        &["numberofemployees", "employeecount", "mitarbeiter"],
    ),
    ("annual_revenue", &["revenue", "umsatz", "turnover"]),
    (
        "street",
        &[
            "address",
            "address1",
            "streetaddress",
            "addressline1",
            "strasse",
            "adresse",
            "mailingstreet",
        ],
    ),
    (
        "city",
        &[
            "town",
            "ort",
            "stadt",
            "ville",
            "mailingcity",
            "billingcity",
        ],
    ),
    (
        "postal_code",
        &[
            "zip",
            "zipcode",
            "postcode",
            "plz",
            "codepostal",
            "mailingzip",
            "postalcode",
        ],
    ),
    (
        "state",
        &[
            "region",
            "province",
            "county",
            "bundesland",
            "mailingstate",
            "stateprovince",
        ],
    ),
    (
        "country",
        &["land", "pays", "countryregion", "mailingcountry"],
    ),
    ("due_date", &["due", "deadline", "falligkeit"]),
];

/// Names of the organisation a person or deal belongs to.
const ORGANISATION: &[&str] = &[
    "company",
    "companyname",
    "organisation",
    "organization",
    "account",
    "accountname",
    "firma",
    "unternehmen",
    "employer",
    "entreprise",
    "societe",
    "org",
];

/// How well a header fits a field by its other names, in hundredths.
pub(super) fn score(path: &str, kind: &FieldType, header: &str) -> Option<u32> {
    if matches!(kind, FieldType::Link { .. }) {
        let organisation = path == "account" && ORGANISATION.contains(&header);
        return organisation.then_some(if header.ends_with("name") { 103 } else { 102 });
    }
    let name = path.rsplit('.').next().unwrap_or(path);
    let (_, names) = NAMES.iter().find(|(known, _)| *known == name)?;
    let at = names.iter().position(|known| *known == header)?;
    // The main address, phone and so on come first; earlier names fit a little better.
    let main = u32::from(
        path.split('.').count() == 1 || path.starts_with("address.") || path.starts_with("billing"),
    );
    Some(88 + main * 4 - u32::try_from(at.min(8)).unwrap_or(8) / 2)
}
