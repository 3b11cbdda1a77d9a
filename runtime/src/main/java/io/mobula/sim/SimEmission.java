package io.mobula.sim;

import io.mobula.core.id.RefKey;
import io.mobula.core.message.Message;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostedTask;
import java.util.List;

/** What a body emits, one element after the other, as far ahead of the consumer as it may be. */
final class SimEmission {
    private static final long PAUSE_NANOS = 20_000;

    private final SimProcess process;
    private final HostedTask task;
    private final Script script;
    private final List<RefKey> inside;
    private final Runnable after;
    private long emitted;
    private long taken;
    private long delivered;
    private boolean waits;
    private boolean begun;
    private boolean unwanted;

    /** @param after runs when all is emitted, or nobody wants more */
    SimEmission(SimProcess process, HostedTask task, Script script, List<RefKey> inside, Runnable after) {
        this.process = process;
        this.task = task;
        this.script = script;
        this.inside = inside;
        this.after = after;
    }

    void begin(Message.Taken known) {
        begun = true;
        learn(known);
        next();
    }

    void taken(Message.Taken news) {
        learn(news);
        goOn();
    }

    /** Something was to come and did not. */
    boolean isCut() {
        return emitted < script.elements();
    }

    private void learn(Message.Taken news) {
        taken = Math.max(taken, news.upTo());
        delivered = Math.max(delivered, news.delivered());
    }

    void stop() {
        unwanted = true;
        goOn();
    }

    private void goOn() {
        if (!begun || !waits) return;
        waits = false;
        next();
    }

    private void next() {
        if (unwanted || emitted == script.elements()) {
            after.run();
        } else if (emitted - taken >= SimStream.BUFFER) {
            waits = true;
        } else {
            if (emitted >= delivered) {
                var value = new SimValue(script.element(emitted));
                process.core().emitted(task, emitted, new Outcome.Inline(value, inside));
            }
            emitted++;
            process.later(PAUSE_NANOS, "next element of " + task, this::next);
        }
    }
}
