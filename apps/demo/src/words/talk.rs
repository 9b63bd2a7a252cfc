//! What is said and written. `{first}` is the contact, `{account}` the company, `{topic}` what it is about.

/// Notes.
pub(crate) const NOTES: &[&str] = &[
    "Spoke with {first} on site. The old units are from 1998 and spare parts are hard to get, so replacing them is cheaper than another repair.",
    "{first} needs the figures in two variants: purchase, and rental over five years.",
    "## Site visit\n\n- ceiling height 3.2 m, cable trays in the way on the north side\n- power supply is sufficient\n- noise limit at night 35 dB(A)",
    "Budget for {topic} is approved up to the amount we named. Anything above goes to the board again.",
    "Competitor offers 6 % less but without commissioning. {first} asked us to explain the difference in writing.",
    "{account} wants a reference visit. Suggested the clinic project, they have the same building age.",
    "Works council has to agree to noise during installation. {first} clarifies until the end of next week.",
    "Sent the data sheets and the CO2 measurements of the trial room.",
    "{first} is leaving for parental leave in summer; until then everything should be signed.",
    "Subsidy: {account} applies for it themselves, we deliver the technical annex.",
    "They liked the demonstration, above all the quiet operation. Open question: connection to their building control.",
    "Payment terms: 30 % with the order, 60 % on delivery, 10 % after acceptance.",
    "Decision is taken by {first} together with the head of finance. Technical approval comes from the facility manager.",
    "Delivery only between 6 and 9 in the morning, the yard is closed to lorries after that.",
    "Complained about slow answers from our service line in spring. Promised a fixed contact person.",
    "Long talk about running costs. With heat recovery the system pays for itself in under six years by their own figures.",
];

/// Subjects of calls.
pub(crate) const CALLS: &[&str] = &[
    "Questions about the offer",
    "First conversation",
    "Follow-up on {topic}",
    "Date for the site visit",
    "Delivery time and installation window",
    "Reminder: decision pending",
    "Price discussion",
    "Feedback after commissioning",
    "Contract details",
    "Renewal of the maintenance plan",
];

/// What was said on the telephone.
pub(crate) const CALL_NOTES: &[&str] = &[
    "{first} has read the offer and comes back with questions from the technical side.",
    "Very open. Wants to see the units running before deciding.",
    "Not the right time: new budget from January. Call again in autumn.",
    "Agreed on a date for the survey, access through gate 3.",
    "Asked for a discount on the second unit. Said I would check.",
    "All fine, the system runs quietly. Would serve as a reference.",
    "{first} was in a meeting, left a message with the front desk.",
];

/// Titles of meetings.
pub(crate) const MEETINGS: &[&str] = &[
    "Site survey at {account}",
    "Presentation: {topic}",
    "Kick-off with {account}",
    "Technical clarification",
    "Negotiation of the contract",
    "Quarterly review with {account}",
    "Demonstration in our showroom",
    "Acceptance of the installation",
];

/// Titles of tasks.
pub(crate) const TASKS: &[(&str, &str)] = &[
    ("Send offer: {topic}", "email"),
    ("Call {first} about the offer", "call"),
    ("Prepare calculation for {account}", "to_do"),
    ("Confirm the delivery date", "email"),
    ("Follow up with {first}", "follow_up"),
    ("Ask engineering for the noise figures", "to_do"),
    ("Book the crane for {account}", "to_do"),
    ("Visit {account} and measure", "visit"),
    ("Check creditworthiness of {account}", "to_do"),
    ("Send the contract for signature", "email"),
    ("Thank {first} for the visit", "email"),
    ("Update the forecast for {account}", "to_do"),
    ("Clarify subsidy papers", "follow_up"),
    ("Arrange a reference visit", "call"),
];

/// Tickets: subject, category, description.
pub(crate) const TICKETS: &[(&str, &str, &str)] = &[
    (
        "Unit on the third floor is noisy at night",
        "fault",
        "Since last week there is a rattling sound from about 10 pm. It stops when the unit is switched off and on again.",
    ),
    (
        "Error E42 on the control panel",
        "fault",
        "The panel shows E42 and the ventilation runs on the lowest level only.",
    ),
    (
        "Water under the chiller",
        "fault",
        "There is a puddle of about one square metre under the chiller. We have put a bucket there.",
    ),
    (
        "Invoice shows the wrong cost centre",
        "billing",
        "Please correct the cost centre to 4410 and send the invoice again.",
    ),
    (
        "Filter change due?",
        "question",
        "The display asks for a new filter although it was changed in spring. Is that right?",
    ),
    (
        "No access to remote monitoring",
        "account_access",
        "Our new facility manager cannot sign in. Please set up access for her.",
    ),
    (
        "Delivery incomplete: two sensors missing",
        "delivery",
        "The delivery note says ten sensors, there are eight in the box.",
    ),
    (
        "Meeting rooms too cold in the morning",
        "complaint",
        "Several colleagues complain. The rooms reach 20 degrees only around 10 am.",
    ),
    (
        "Monthly report as a spreadsheet",
        "feature_request",
        "We would like to have the energy report not only as PDF.",
    ),
    (
        "Heat pump does not start after power cut",
        "fault",
        "After the power cut last night the heat pump stays off. The emergency heater is running.",
    ),
    (
        "How do we set holiday times?",
        "question",
        "We close for two weeks and want to reduce ventilation during that time.",
    ),
    (
        "Smell of oil near the rooftop unit",
        "fault",
        "Noticed during the weekly round. No visible leak.",
    ),
    (
        "CO2 values implausible in room 214",
        "fault",
        "The sensor always shows 412 ppm, even with thirty people in the room.",
    ),
    (
        "Date for the yearly maintenance",
        "question",
        "Please propose two dates in the coming month, not on a Friday.",
    ),
    (
        "Credit note for the returned panel",
        "billing",
        "The panel went back three weeks ago. When can we expect the credit note?",
    ),
];

/// How tickets were settled.
pub(crate) const RESOLUTIONS: &[&str] = &[
    "Bearing of the fan replaced under warranty, sound level measured, all quiet.",
    "Explained on the telephone, works now.",
    "Firmware updated remotely and the fault did not come back within three days.",
    "Missing parts were sent the same day.",
    "Corrected and sent again.",
    "Technician on site: condensate drain cleaned and tested.",
    "Access set up, first sign-in done together.",
    "Schedule adapted: heating starts an hour earlier on Mondays.",
];

/// Why deals were lost.
pub(crate) const LOST_REASONS: &[&str] = &[
    "Price",
    "Competitor had shorter delivery",
    "No budget this year",
    "Project cancelled",
    "Stays with the present supplier",
    "No answer any more",
    "Technical requirements not met",
];

/// Next steps of open deals and leads.
pub(crate) const NEXT_STEPS: &[&str] = &[
    "Send revised offer",
    "Wait for the decision of the board",
    "Site survey",
    "Clarify subsidy",
    "Reference visit",
    "Call about the open questions",
    "Contract draft to legal",
];

/// Work orders without an estimate.
pub(crate) const WORK: &[&str] = &[
    "Yearly maintenance",
    "Replace filters in all units",
    "Repair the condensate drain",
    "Exchange the fan motor",
    "Install additional sensors",
    "Commission the new control panel",
    "Emergency repair of the compressor",
];

/// What technicians report.
pub(crate) const REPORTS: &[&str] = &[
    "All units checked, filters changed, values within limits. Customer signed.",
    "Part replaced, test run of two hours without findings.",
    "Work done as planned. The belt of unit 2 should be changed at the next visit.",
];

/// Estimates.
pub(crate) const ESTIMATES: &[&str] = &[
    "Filter service for one year",
    "Exchange of the fan motor",
    "Two additional units",
    "Sensors for the second floor",
    "Compressor replacement",
    "Extension of the control system",
    "Survey and planning",
    "Heat recovery retrofit",
];

/// Job titles.
pub(crate) const JOBS: &[(&str, &str)] = &[
    ("Managing director", "Management"),
    ("Facility manager", "Facilities"),
    ("Head of purchasing", "Purchasing"),
    ("Technical director", "Engineering"),
    ("Project manager", "Engineering"),
    ("Chief financial officer", "Finance"),
    ("Energy manager", "Facilities"),
    ("Operations manager", "Operations"),
    ("Buyer", "Purchasing"),
    ("Office manager", "Administration"),
    ("Site engineer", "Engineering"),
    ("Sustainability officer", "Management"),
];

/// Companies that are only leads so far.
pub(crate) const PROSPECTS: &[&str] = &[
    "Bergkristall Pensionen",
    "Atelier Numa",
    "Greyfriars Storage",
    "Redwood Pediatrics",
    "Viveros Almanzor",
    "Panificio Tresanti",
    "Zeewind Advies",
    "Björkhult Möbler",
    "Piekarnia Złoty Kłos",
    "Matterblick Sport",
    "Ganges Analytics",
    "Sakuragi Foods",
    "Hollerbach Metall",
    "Le Comptoir d'Armor",
    "Westmere Galleries",
    "Juniper Creek Farms",
    "Residencia Azahar",
    "Cantieri Lagomare",
    "Veerkracht Fysio",
    "Ljusglimt Studios",
];

/// Tags of companies.
pub(crate) const TAGS: &[&str] = &[
    "key account",
    "public sector",
    "several sites",
    "subsidy",
    "reference",
    "price sensitive",
];
