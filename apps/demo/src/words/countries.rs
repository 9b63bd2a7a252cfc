//! Names as they are given in several countries, and what telephone numbers look like there.

/// A country with its names.
pub(crate) struct Country {
    pub(crate) name: &'static str,
    pub(crate) women: &'static [&'static str],
    pub(crate) men: &'static [&'static str],
    pub(crate) families: &'static [&'static str],
    pub(crate) streets: &'static [&'static str],
    /// Number ranges without subscribers where the country has such; `#` is a digit.
    pub(crate) phone: &'static str,
}

/// In the order that [`super::companies`] refers to.
pub(crate) const COUNTRIES: &[Country] = &[
    Country {
        name: "Germany",
        women: &["Annika", "Birte", "Carolin", "Friederike", "Heike", "Jana", "Leonie", "Meike", "Svenja", "Ulrike"],
        men: &["Arne", "Bastian", "Detlef", "Florian", "Henning", "Jannik", "Lennart", "Malte", "Torben", "Uwe"],
        families: &["Albers", "Brockmann", "Dressler", "Eichholz", "Feddersen", "Grothe", "Hinrichs", "Jessen", "Kohlmann", "Lüders", "Möhring", "Petersen", "Reimers", "Stöver", "Tietjen", "Wöhler"],
        streets: &["Lindenweg", "Hafenstraße", "Am Bahndamm", "Mühlenkamp", "Industriestraße"],
        phone: "+49 30 23125 ###",
    },
    Country {
        name: "France",
        women: &["Amélie", "Camille", "Élodie", "Hélène", "Inès", "Margaux", "Noémie", "Solène"],
        men: &["Bastien", "Cédric", "Étienne", "Gaël", "Loïc", "Mathis", "Rémi", "Thibault"],
        families: &["Arnoux", "Beaumont", "Chauvet", "Delorme", "Fontanel", "Garnier", "Lacombe", "Marchetti", "Perrault", "Rousselot", "Tessier", "Vasseur"],
        streets: &["rue des Tilleuls", "avenue du Parc", "quai des Forges", "rue Victor Blanc"],
        phone: "+33 1 99 00 ## ##",
    },
    Country {
        name: "United Kingdom",
        women: &["Abigail", "Bethan", "Cordelia", "Fiona", "Imogen", "Moira", "Priya", "Rosalind"],
        men: &["Alistair", "Callum", "Dominic", "Gareth", "Hamish", "Imran", "Rhys", "Stuart"],
        families: &["Ashworth", "Blackwood", "Carmichael", "Dunmore", "Fairclough", "Hargreaves", "Kettering", "Lockwood", "Mistry", "Pemberton", "Ravenscroft", "Thackeray"],
        streets: &["Mill Lane", "Station Road", "Canal Street", "Kingsway", "Orchard Close"],
        phone: "+44 20 7946 0###",
    },
    Country {
        name: "United States",
        women: &["Brooke", "Danielle", "Erica", "Hannah", "Jasmine", "Lauren", "Monique", "Rosa"],
        men: &["Andre", "Brandon", "Carlos", "Derek", "Grant", "Marcus", "Preston", "Wesley"],
        families: &["Abernathy", "Braddock", "Castellano", "Delacroix", "Ellsworth", "Fairbanks", "Holloway", "Kowalczyk", "Montague", "Okafor", "Prescott", "Whitfield"],
        streets: &["Harbor Drive", "Maple Avenue", "Commerce Parkway", "Cedar Street"],
        phone: "+1 415 555 01##",
    },
    Country {
        name: "Spain",
        women: &["Alba", "Begoña", "Inmaculada", "Lucía", "Nuria", "Rocío", "Teresa"],
        men: &["Álvaro", "Borja", "Gonzalo", "Iñaki", "Joaquín", "Rodrigo", "Vicente"],
        families: &["Aguirre", "Barrios", "Cifuentes", "Echeverría", "Izquierdo", "Maldonado", "Navarrete", "Quintanilla", "Zamora"],
        streets: &["calle del Olivar", "avenida de la Estación", "paseo del Río"],
        phone: "+34 91 555 0###",
    },
    Country {
        name: "Italy",
        women: &["Beatrice", "Chiara", "Federica", "Ginevra", "Ilaria", "Serena", "Vittoria"],
        men: &["Alessio", "Davide", "Edoardo", "Gianluca", "Lorenzo", "Matteo", "Tommaso"],
        families: &["Abbate", "Bellandi", "Cattaneo", "De Santis", "Ferraris", "Gallo", "Lombardi", "Montanari", "Pellegrino", "Zanetti"],
        streets: &["via dei Mulini", "viale Europa", "via San Rocco"],
        phone: "+39 02 5550 ####",
    },
    Country {
        name: "Netherlands",
        women: &["Anouk", "Esmée", "Femke", "Marijke", "Sanne", "Willemijn"],
        men: &["Bram", "Diederik", "Jeroen", "Maarten", "Ruben", "Sjoerd"],
        families: &["Bakhuis", "de Wit", "Hoekstra", "Kuipers", "Meijerink", "Terpstra", "van den Heuvel", "Veenstra", "Zijlstra"],
        streets: &["Molenstraat", "Havenkade", "Parallelweg"],
        phone: "+31 20 555 0###",
    },
    Country {
        name: "Sweden",
        women: &["Astrid", "Ebba", "Ingrid", "Linnea", "Saga", "Tuva"],
        men: &["Anders", "Björn", "Emil", "Gustav", "Nils", "Viktor"],
        families: &["Åkesson", "Bergqvist", "Dahlgren", "Ekström", "Hallberg", "Lindqvist", "Nordin", "Söderlund", "Wikström"],
        streets: &["Kungsgatan", "Björkvägen", "Industrigatan"],
        phone: "+46 8 465 004 ##",
    },
    Country {
        name: "Poland",
        women: &["Agnieszka", "Bożena", "Jolanta", "Katarzyna", "Małgorzata", "Zofia"],
        men: &["Bartosz", "Grzegorz", "Jakub", "Krzysztof", "Mateusz", "Wojciech"],
        families: &["Adamczyk", "Dąbrowski", "Górski", "Jabłoński", "Malinowski", "Pawlak", "Sikora", "Witkowski", "Zieliński"],
        streets: &["ulica Ogrodowa", "ulica Fabryczna", "aleja Lipowa"],
        phone: "+48 22 555 0###",
    },
    Country {
        name: "Switzerland",
        women: &["Andrea", "Claudine", "Regula", "Seraina", "Ursina", "Vreni"],
        men: &["Beat", "Luca", "Reto", "Silvan", "Urs", "Yannick"],
        families: &["Aebischer", "Bernasconi", "Caduff", "Gerber", "Lüthi", "Niederberger", "Rochat", "Zurbriggen"],
        streets: &["Bahnhofstrasse", "Seeweg", "Dorfstrasse"],
        phone: "+41 44 555 0###",
    },
    Country {
        name: "India",
        women: &["Aditi", "Deepika", "Kavya", "Meera", "Nandini", "Shreya"],
        men: &["Arjun", "Dhruv", "Karthik", "Nikhil", "Rohan", "Vikram"],
        families: &["Bhattacharya", "Chaudhary", "Deshpande", "Iyer", "Kulkarni", "Nair", "Raghavan", "Sharma", "Thakur"],
        streets: &["MG Road", "Residency Road", "Lake View Street"],
        phone: "+91 80 5550 ####",
    },
    Country {
        name: "Japan",
        women: &["Aiko", "Haruka", "Mayumi", "Natsuki", "Yuko"],
        men: &["Daichi", "Hiroshi", "Kenji", "Ryota", "Takumi"],
        families: &["Aoki", "Fujimoto", "Hayashi", "Kuroda", "Matsuda", "Nishikawa", "Okamoto", "Shimizu"],
        streets: &["Midori-dori", "Sakura-dori", "Minato 2-chome"],
        phone: "+81 3 5550 ####",
    },
];
