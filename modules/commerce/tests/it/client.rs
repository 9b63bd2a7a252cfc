//! What clients have spent.

use rapport_module_kit::{Module, json};
use rapport_testkit::on_each_database;

use crate::{amount, id, issued};

fn with_people() -> Vec<Module> {
    let mut modules = crate::modules();
    modules.push(rapport_people::module());
    modules
}

#[tokio::test]
async fn a_client_has_spent_what_was_paid_for_the_account() {
    on_each_database(with_people, |app| async move {
        let invoice = issued(&app).await;
        let account = id(&app.get("invoice", invoice).await, "account");
        let client = app.create("client", json!({ "account": account })).await;
        let spent = async || amount(&app.get("client", client).await, "total_spent");
        assert_eq!(spent().await, "null");
        let payment = json!({ "invoice": invoice, "amount": 19.5 });
        let payment = app.create("payment", payment).await;
        assert_eq!(spent().await, "19.5");
        app.act("invoice", invoice, "record_payment", json!({}))
            .await;
        assert_eq!(spent().await, "119");
        app.engine()
            .delete(&app.ctx(), "payment", payment)
            .await
            .unwrap();
        assert_eq!(spent().await, "99.5");
    })
    .await;
}
