import account as a

a.ACC.direct(), a.ACC.by_function(), a.ACC.static(200), a.ACC.by_method(), a.of_account(a.ACC)


def checks():
    return {
        "direct": a.ACC.direct() == 11,
        "by a function": a.ACC.by_function() == 211,
        "static": a.Account.static(200) == 211,
        "by a method": a.ACC.by_method() == 11,
        "function that asks the argument": a.of_account(a.ACC) == 11,
    }
