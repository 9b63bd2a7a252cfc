//! Who owns and does what in the story.

use rapport_kernel::UserId;

use crate::story::Key;

/// The users among whom the records of the story are shared out. With nobody in it the caller owns everything.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// They have leads, customers, deals and what is done for them.
    pub sales: Vec<UserId>,
    /// They have tickets and work orders.
    pub service: Vec<UserId>,
}

impl People {
    /// Whose a record is; nobody in particular for products and pipelines.
    pub(crate) fn owner(&self, key: Key) -> Option<UserId> {
        let group = match key.entity {
            "product" | "pipeline" | "employee" => return None,
            // One host, whose bookings do not overlap.
            "availability" | "booking" | "booking_type" | "out_of_office" => {
                return self.sales.first().copied();
            }
            "business_calendar" | "sla_policy" => return None,
            "ticket" | "work_order" | "professional" => &self.service,
            _ => &self.sales,
        };
        let turn = key.number.checked_rem(group.len())?;
        group.get(turn).copied()
    }
}
