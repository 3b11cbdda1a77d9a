package io.mobula.core.object;

/** A rule broken on purpose, by the shell around the core or by control: the simulation must notice each. */
enum Mutation {
    NONE,
    /** REF-1: cancelling a task ends the pins of its push. */
    CANCEL_UNPINS,
    /** REF-1: an answer with refs ends the pins of its push when it comes, not when it is acknowledged. */
    ANSWER_UNPINS,
    /** REF-2: the answer leaves when the body ends. */
    ANSWERS_UNREGISTERED,
    /** REF-2, REF-7: a Borrow counts as registered when it is sent. */
    BELIEVES_UNACKED,
    /** REF-3: what comes last counts, whatever its number. */
    IGNORES_NUMBERS,
    /** REF-5: a result is acknowledged when it comes. */
    ACKS_UNREGISTERED,
    /** REF-8: pins on messages to the dead end at once. */
    DEATH_UNPINS,
    /** REF-8: a timer instead of the barrier. */
    SETTLES_UNCONFIRMED,
    /** REF-9: an answer that no longer counts is thrown away. */
    IGNORES_STALE_ANSWERS
}
