//! Sixty invented organisations.

/// An organisation.
pub(crate) struct Company {
    pub(crate) name: &'static str,
    pub(crate) industry: &'static str,
    /// Index into [`super::countries::COUNTRIES`].
    pub(crate) country: usize,
    pub(crate) postal_code: &'static str,
    pub(crate) city: &'static str,
    pub(crate) employees: i64,
}

/// Name, industry, country, postal code, city, employees; in the order they became known.
const TABLE: &str = "
Nordkap Maschinenbau GmbH|manufacturing|0|22761|Hamburg|340
Alsterblick Hotels|hospitality|0|20354|Hamburg|180
Brunnenhof Kliniken|healthcare|0|04109|Leipzig|1250
Fährhaus Logistik KG|logistics|0|28195|Bremen|95
Stadtwerke Oberaue|energy|0|99084|Erfurt|410
Kornspeicher Bäckereien|food|0|30159|Hannover|220
Grünwinkel Schulen e.V.|education|0|76131|Karlsruhe|130
Dornfeld & Sohn Druckhaus|media|0|70173|Stuttgart|48
Isarbogen Architekten|construction|0|80331|München|26
Lichtwerk Optik AG|technology|0|07743|Jena|290
Rheinufer Immobilien|real_estate|0|50667|Köln|64
Weidengrund Pflege gGmbH|non_profit|0|18055|Rostock|310
Ateliers Montbrun|manufacturing|1|69002|Lyon|75
Clinique des Acacias|healthcare|1|31000|Toulouse|420
Maison Verlaine Hôtels|hospitality|1|06000|Nice|150
Groupe Solanges|retail|1|59000|Lille|980
Conseil Aubépine|consulting|1|75011|Paris|34
Lycée Sainte-Odile|education|1|67000|Strasbourg|88
Fermes du Val Doré|agriculture|1|35000|Rennes|57
Harrowgate Textiles Ltd|manufacturing|2|LS1 4AP|Leeds|210
Pinemoor Health Trust|healthcare|2|BS1 5TR|Bristol|1800
Saltmarsh Brewing Co.|food|2|NR1 3QD|Norwich|45
Quayside Offices|real_estate|2|NE1 2HF|Newcastle|28
Brackenfield College|education|2|M1 2WD|Manchester|260
Thistle & Rowe Solicitors|consulting|2|EH1 1YZ|Edinburgh|52
Copperline Media|media|2|E1 6AN|London|120
Blue Mesa Robotics|technology|3|94107|San Francisco|140
Cedar Hollow Schools|education|3|80202|Denver|600
Ironwood Foundry Inc.|manufacturing|3|15222|Pittsburgh|375
Lakeshore Dental Group|healthcare|3|60601|Chicago|85
Magnolia Grove Resorts|hospitality|3|31401|Savannah|520
Prairie Star Grain Co-op|agriculture|3|68102|Omaha|160
Tidewater Freight Lines|logistics|3|23510|Norfolk|230
Bodegas Monteclaro|food|4|26001|Logroño|70
Hospital Virgen del Sol|healthcare|4|41001|Sevilla|900
Textiles Llobregós|manufacturing|4|08001|Barcelona|185
Hoteles Costa Serena|hospitality|4|29001|Málaga|430
Energía Tramontana|energy|4|50001|Zaragoza|115
Officine Valdoro|automotive|5|10121|Torino|265
Ceramiche Pietralba|manufacturing|5|41121|Modena|150
Terme di Fontechiara|hospitality|5|53100|Siena|90
Banca Popolare del Colle|finance|5|37121|Verona|640
Studio Larice Architetti|construction|5|38122|Trento|18
Duinzicht Zorggroep|healthcare|6|2514 AA|Den Haag|720
Kaasmakerij De Vliet|food|6|2611 AB|Delft|38
Waterlijn Ingenieurs|consulting|6|3011 AD|Rotterdam|96
Polderlicht Kassen|agriculture|6|2671 AG|Naaldwijk|82
Norrsken Papper AB|manufacturing|7|851 06|Sundsvall|480
Fjällbäcken Förskolor|education|7|903 26|Umeå|110
Skärgård Rederi|logistics|7|392 32|Kalmar|145
Hotel Pod Jaworem|hospitality|8|30-001|Kraków|60
Zakłady Bursztyn S.A.|manufacturing|8|80-001|Gdańsk|530
Przychodnia Zdrowie Plus|healthcare|8|50-001|Wrocław|75
Alpenrose Versicherungen|finance|9|8001|Zürich|350
Uhrenwerke Jurablick|manufacturing|9|2502|Biel|125
Lac Bleu Cliniques|healthcare|9|1003|Lausanne|280
Kaveri Softworks|technology|10|560001|Bengaluru|870
Malabar Spice Exports|food|10|682001|Kochi|140
Hoshizora Denki|technology|11|530-0001|Osaka|620
Yamabuki Ryokan Group|hospitality|11|604-8001|Kyoto|175
";

/// All of them.
pub(crate) fn companies() -> Vec<Company> {
    TABLE.lines().filter_map(company).collect()
}

fn company(line: &'static str) -> Option<Company> {
    let mut cells = line.split('|');
    Some(Company {
        name: cells.next().filter(|name| !name.is_empty())?,
        industry: cells.next()?,
        country: cells.next()?.parse().ok()?,
        postal_code: cells.next()?,
        city: cells.next()?,
        employees: cells.next()?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::{TABLE, companies};
    use crate::words::countries::COUNTRIES;

    #[test]
    fn every_line_is_a_company_of_a_known_country() {
        let companies = companies();
        assert_eq!(companies.len(), TABLE.trim().lines().count());
        assert!(
            companies
                .iter()
                .all(|company| company.country < COUNTRIES.len())
        );
    }
}
