package io.mobula.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.TaskId;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Message;
import io.mobula.core.message.Outcome;
import io.mobula.core.process.Outside;
import io.mobula.core.process.Outside.Sealing;
import io.mobula.core.process.ProcessCore;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the reference table knows of a ref when its handle's user does. */
class RefBookTest {
    private static final ProcessId SELF = ProcessId.node(1, 1);

    private final ProcessCore core = new ProcessCore(
            new ProcessCore.Settings(SELF, Demand.NONE, 1 << 20, 1, 0, 1 << 20), Combiner.PORTS, outside());
    private final RefBook book = new RefBook(core);

    /** Of a process that is the only node. */
    private Outside outside() {
        return (Outside) Proxy.newProxyInstance(
                Outside.class.getClassLoader(), new Class<?>[] {Outside.class}, (_, method, arguments) -> {
                    switch (method.getName()) {
                        case "copiesAsked" ->
                            core.copiesWanted((ProcessId) arguments[0], (Message.Persist) arguments[1], List.of(SELF));
                        case "persisted" -> book.persisted((long) arguments[0], (int) arguments[1]);
                        default -> throw new AssertionError("unexpected: " + method);
                    }
                    return null;
                });
    }

    @Test
    void whoSeesAStoredValueCanPersistItAtOnce() throws Exception {
        Cell cell = Cell.ofResult(SELF, 1, "t", TaskId.root(SELF));
        cell.heldBy((RefBook.Handle) _ -> true);
        var copies = new AtomicReference<CompletableFuture<Integer>>();
        cell.onEnd(_ -> copies.set(book.persist(cell.key(), 1)));
        var value = new Outcome.Stored(new CopyKey(cell.key(), 1), SELF, 1 << 20, List.of());
        book.complete(cell, value, Sealing.BY_SHELL);
        assertEquals(1, copies.get().get(30, TimeUnit.SECONDS));
    }
}
