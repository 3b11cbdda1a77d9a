package io.mobula.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What every part of the contract needs: a session, gates, and how a mode differs. */
interface ContractBase {
    /** The session all tests of the class share. */
    Mobula mobula();

    /** Another session with the same kind of cluster, to be closed by the test. */
    Mobula another();

    /** Where gates live. */
    Path folder();

    default Gate gate() {
        try {
            return Gate.in(Files.createTempDirectory(folder(), "gate"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** CPUs of one node; every node of a contract's cluster has as many. */
    default double cpusOfNode() {
        return mobula().cluster().nodes().getFirst().capacity().amount("cpu");
    }

    /** Tasks that take all CPUs of the cluster, begun, until the gate opens. */
    default List<ObjectRef<Void>> fill(Mobula session, Gate gate) throws InterruptedException {
        int nodes = session.cluster().nodes().size();
        var refs = new ArrayList<ObjectRef<Void>>();
        for (int i = 0; i < nodes; i++) {
            String mark = "full-" + i;
            refs.add(session.task().name("filler").cpus(cpusOfNode()).submit(() -> gate.pass(mark)));
        }
        for (int i = 0; i < nodes; i++) gate.until("full-" + i);
        return refs;
    }

    /** The failure that {@code get} throws, of this type and code. */
    static <X extends MobulaException> X failure(Class<X> type, ErrorCode code, ObjectRef<?> ref) {
        X failure = assertThrows(type, ref::get);
        assertEquals(code, failure.code(), failure.getMessage());
        return failure;
    }

    static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("never: " + what);
            LockSupport.parkNanos(500_000);
        }
    }
}
