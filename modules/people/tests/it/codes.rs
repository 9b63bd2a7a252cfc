//! Codes that people give, beside those that numbers make.

use rapport_module_kit::json;
use rapport_testkit::{on_each_database, refused};

use crate::{modules, text};

#[tokio::test]
async fn a_code_may_be_given_and_never_meets_a_made_one() {
    on_each_database(modules, |app| async move {
        let code = |record| text(&record, "code").to_owned();
        let make = async |values| {
            let id = app.create("client", values).await;
            (id, code(app.get("client", id).await))
        };
        let (first, made) = make(json!({ "name": "A" })).await;
        assert_eq!(made, "CL-00001");
        let given = json!({ "name": "B", "code": "CL12345678" });
        assert_eq!(make(given).await.1, "CL12345678");
        let ahead = json!({ "name": "C", "code": "CL-00007" });
        assert_eq!(make(ahead).await.1, "CL-00007");
        assert_eq!(make(json!({ "name": "D" })).await.1, "CL-00008");

        let changed = app
            .update("client", first, json!({ "code": "CL-00009" }))
            .await;
        assert_eq!(text(&changed, "code"), "CL-00009");
        assert_eq!(make(json!({ "name": "E" })).await.1, "CL-00010");
        let kept = app.update("client", first, json!({ "code": null })).await;
        assert_eq!(text(&kept, "code"), "CL-00009");

        let taken = refused(
            app.try_create("client", json!({ "name": "F", "code": "CL-00007" }))
                .await,
        );
        assert_eq!(taken.code.name, "duplicate");
    })
    .await;
}
