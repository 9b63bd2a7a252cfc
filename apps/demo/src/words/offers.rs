//! What the demo company sells: ventilation, cooling and heating for buildings.

/// A product: name, article number, kind, category, price, unit, billing.
pub(crate) struct Offer {
    pub(crate) name: &'static str,
    pub(crate) sku: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) category: &'static str,
    pub(crate) price: i64,
    pub(crate) unit: &'static str,
    pub(crate) billing: &'static str,
}

const fn goods(name: &'static str, sku: &'static str, category: &'static str, price: i64) -> Offer {
    Offer {
        name,
        sku,
        kind: "goods",
        category,
        price,
        unit: "piece",
        billing: "once",
    }
}

const fn part(name: &'static str, sku: &'static str, price: i64) -> Offer {
    Offer {
        name,
        sku,
        kind: "part",
        category: "Spare parts",
        price,
        unit: "piece",
        billing: "once",
    }
}

const fn service(
    name: &'static str,
    sku: &'static str,
    price: i64,
    unit: &'static str,
    billing: &'static str,
) -> Offer {
    Offer {
        name,
        sku,
        kind: "service",
        category: "Services",
        price,
        unit,
        billing,
    }
}

/// The catalogue.
pub(crate) const OFFERS: &[Offer] = &[
    goods(
        "Ventilation unit Breva 400",
        "BRV-400",
        "Ventilation",
        4_850,
    ),
    goods(
        "Ventilation unit Breva 900",
        "BRV-900",
        "Ventilation",
        8_900,
    ),
    goods(
        "Ventilation unit Breva 2500",
        "BRV-2500",
        "Ventilation",
        19_400,
    ),
    goods("Rooftop unit Stratos 10", "STR-010", "Ventilation", 31_500),
    goods("Heat pump Calora 12 kW", "CAL-012", "Heating", 11_200),
    goods("Heat pump Calora 30 kW", "CAL-030", "Heating", 24_600),
    goods("Chiller Glacia 50", "GLA-050", "Cooling", 38_000),
    goods("Chiller Glacia 120", "GLA-120", "Cooling", 71_500),
    goods("Ceiling cassette Glacia C3", "GLA-C03", "Cooling", 1_980),
    goods("Air quality sensor Sentio", "SEN-100", "Control", 189),
    goods("Room control panel Tacto", "TAC-001", "Control", 265),
    goods("Building gateway Ponte", "PON-010", "Control", 1_450),
    goods(
        "Heat recovery module Recupero",
        "REC-200",
        "Ventilation",
        3_300,
    ),
    part("Filter set F7, Breva", "FLT-BR7", 96),
    part("Filter set F9, Stratos", "FLT-ST9", 148),
    part("Fan motor, Breva 900", "MOT-BR9", 640),
    part("Compressor, Glacia 50", "CMP-GL5", 4_900),
    part("Circulation pump, Calora", "PMP-CAL", 410),
    service(
        "Planning and air quality survey",
        "SRV-PLAN",
        1_900,
        "survey",
        "once",
    ),
    service("Installation", "SRV-INST", 92, "hour", "once"),
    service("Commissioning", "SRV-COMM", 1_250, "system", "once"),
    service("Emergency call-out", "SRV-EMER", 380, "visit", "once"),
    service(
        "Maintenance plan Basic",
        "SRV-MNT1",
        1_400,
        "year",
        "yearly",
    ),
    service(
        "Maintenance plan Complete",
        "SRV-MNT2",
        3_600,
        "year",
        "yearly",
    ),
    service("Remote monitoring", "SRV-MONI", 120, "month", "monthly"),
];

/// What a deal is about, and roughly what it is worth in thousands.
pub(crate) const TOPICS: &[(&str, i64)] = &[
    ("Ventilation of the new office wing", 64),
    ("Cooling for the server room", 41),
    ("Heat pumps instead of gas boilers", 120),
    ("Air quality programme", 18),
    ("Maintenance plan for all sites", 36),
    ("Kitchen exhaust renewal", 27),
    ("Production hall ventilation", 145),
    ("Conference floor refit", 52),
    ("Chiller replacement", 88),
    ("Remote monitoring roll-out", 15),
    ("Clean room extension", 210),
    ("Classroom ventilation, first phase", 73),
    ("Spa and pool dehumidification", 96),
    ("Cold store heat recovery", 58),
    ("Laboratory fume extraction", 132),
    ("Energy audit and control upgrade", 31),
];
