//! What a contractor brings when a guarantee goes back, by what the contractor
//! is in law and by what was handed over.

use crate::record::{ContractorKind, Form, GuaranteeKind};

/// Returns the keys of the checklist's lines, in the order of the counter.
///
/// A letter asking for the return is convenient and never required: the duty
/// to return does not wait for it (clause 170). A bid has no contract and no
/// acceptance behind it. `mail/papers.txt` has the same list.
#[must_use]
pub fn checklist(of: GuaranteeKind, form: Form, kind: ContractorKind) -> Vec<&'static str> {
    let mut keys = vec![match form {
        Form::Cash | Form::CashierCheque => "paper_receipt",
        Form::BankLg | Form::FinanceCompanyLg => "paper_receipt_letter",
        Form::ElectronicBankLg => "paper_receipt_electronic",
        Form::GovernmentBond => "paper_receipt_bond",
    }];
    keys.push(match kind {
        ContractorKind::Company => "paper_certificate_company",
        ContractorKind::Partnership => "paper_certificate_partnership",
        ContractorKind::Shop => "paper_commercial_registration",
        ContractorKind::Person => "paper_identity",
    });
    match kind {
        ContractorKind::Company | ContractorKind::Partnership => keys.push("paper_identity_director"),
        ContractorKind::Shop => keys.push("paper_identity"),
        ContractorKind::Person => {}
    }
    if of != GuaranteeKind::Bid {
        keys.push("paper_contract");
    }
    match form {
        // Money goes to an account; papers are handed over against a signature.
        Form::Cash | Form::CashierCheque => keys.extend(["paper_bank_book", "paper_payment_receipt"]),
        Form::BankLg | Form::FinanceCompanyLg | Form::GovernmentBond => keys.push("paper_signature"),
        Form::ElectronicBankLg => {}
    }
    if form != Form::ElectronicBankLg {
        keys.push("paper_power_of_attorney");
    }
    keys.push("paper_request");
    keys
}

/// Returns the key of the last step: how the guarantee comes back.
#[must_use]
pub fn handover(form: Form) -> &'static str {
    match form {
        Form::Cash | Form::CashierCheque => "step_money",
        Form::BankLg | Form::FinanceCompanyLg => "step_letter",
        Form::ElectronicBankLg => "step_electronic",
        Form::GovernmentBond => "step_bond",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::guarantee::{CONTRACTOR_KINDS, FORMS};

    #[test]
    fn every_form_and_kind_has_its_own_papers() {
        for (form_name, form) in FORMS {
            for (kind_name, kind) in CONTRACTOR_KINDS {
                let list = checklist(GuaranteeKind::Contract, form, kind);
                let bid = checklist(GuaranteeKind::Bid, form, kind);
                let without: Vec<&str> = list.iter().copied().filter(|key| *key != "paper_contract").collect();
                assert_eq!(bid, without, "{form_name} {kind_name}");
                // Nobody comes for what is released through e-GP, so nobody is sent either.
                let is_electronic = form == Form::ElectronicBankLg;
                assert!(list.len() + usize::from(is_electronic) >= 5, "{form_name} {kind_name}");
                assert_eq!(
                    list.contains(&"paper_power_of_attorney"),
                    !is_electronic,
                    "{form_name} {kind_name}"
                );
                assert!(list[0].starts_with("paper_receipt"), "{form_name} {kind_name}");
                assert_eq!(
                    list.contains(&"paper_bank_book"),
                    matches!(form, Form::Cash | Form::CashierCheque),
                    "{form_name}"
                );
                assert_eq!(
                    list.contains(&"paper_certificate_company"),
                    kind == ContractorKind::Company,
                    "{kind_name}"
                );
                assert_eq!(list.contains(&"paper_identity"), kind.is_natural(), "{kind_name}");
                let mut once = list.clone();
                once.dedup();
                assert_eq!(once, list, "{form_name} {kind_name}");
            }
        }
    }
}
