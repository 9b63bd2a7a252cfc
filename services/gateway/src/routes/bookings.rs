//! Routes of bookings: for whoever is signed in, and for visitors.

use axum::routing;

use crate::http::bookings;
use crate::openapi::shape::{Body, Shape};
use crate::route::{Route, get, post};

/// All of them.
pub(super) fn bookings() -> Vec<Route> {
    let mut all = own();
    all.extend(company());
    all.extend(visitor());
    all
}

fn own() -> Vec<Route> {
    vec![
        get(
            "/api/v1/booking_types/{id}/slots",
            "booking_types.free_slots",
            || routing::get(bookings::slots),
        )
        .says("The free slots of a booking type")
        .query(&["from", "to", "zone", "host", "seats"])
        .answers(200, Shape::DataList("Slot")),
        post(
            "/api/v1/booking_types/{id}/slots",
            "booking_types.find_slots",
            || routing::post(bookings::find_slots),
        )
        .says("The free slots of a booking type, as an action")
        .body(Body::Named("SlotsWish"))
        .answers(200, Shape::DataList("Slot")),
        get(
            "/api/v1/meetings/{id}/calendar.ics",
            "meetings.calendar",
            || routing::get(bookings::calendar),
        )
        .says("A meeting as a file for calendars")
        .answers(200, Shape::File(&["text/calendar"])),
    ]
}

fn company() -> Vec<Route> {
    vec![
        get(
            "/api/v1/public/{company}/booking_types",
            "public.booking_types",
            || routing::get(bookings::booking_types),
        )
        .says("What a company lets everybody book")
        .anyone()
        .answers(200, Shape::DataList("PublicBookingType")),
        get(
            "/api/v1/public/{company}/booking_types/{slug}",
            "public.booking_type",
            || routing::get(bookings::booking_type),
        )
        .says("One thing that everybody may book")
        .anyone()
        .answers(200, Shape::Data("PublicOffer")),
        get(
            "/api/v1/public/{company}/booking_types/{slug}/slots",
            "public.slots",
            || routing::get(bookings::public_slots),
        )
        .says("Its free slots")
        .anyone()
        .query(&["from", "to", "zone", "seats"])
        .answers(200, Shape::DataList("PublicSlot")),
        post(
            "/api/v1/public/{company}/booking_types/{slug}/bookings",
            "public.book",
            || routing::post(bookings::book),
        )
        .says("Books a slot without an account; the answer holds the link to come back with")
        .anyone()
        .body(Body::Named("PublicWish"))
        .answers(201, Shape::Data("PublicBooked")),
    ]
}

fn visitor() -> Vec<Route> {
    vec![
        get("/api/v1/public/bookings/{token}", "public.booking", || {
            routing::get(bookings::booking)
        })
        .says("A visitor's own booking")
        .anyone()
        .answers(200, Shape::Data("PublicBooking")),
        post(
            "/api/v1/public/bookings/{token}/cancel",
            "public.cancel",
            || routing::post(bookings::cancel),
        )
        .says("Cancels a visitor's own booking")
        .anyone()
        .body(Body::Named("PublicCancellation"))
        .answers(200, Shape::Data("PublicBooking")),
        post(
            "/api/v1/public/bookings/{token}/reschedule",
            "public.reschedule",
            || routing::post(bookings::reschedule),
        )
        .says("Puts a visitor's own booking into another free slot")
        .anyone()
        .body(Body::Named("PublicOtherTime"))
        .answers(200, Shape::Data("PublicBooking")),
    ]
}
