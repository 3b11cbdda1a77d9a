package io.mobula.tune;

/**
 * The sweep's answer to a report.
 *
 * @param reason why it is to end; empty if it is to go on
 */
record Reply(int trial, int run, Verdict verdict, String reason) {
    enum Verdict {
        GO_ON,
        END
    }
}
