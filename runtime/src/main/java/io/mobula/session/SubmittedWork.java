package io.mobula.session;

import io.mobula.api.spi.BodyCode;
import io.mobula.core.message.Outcome;
import io.mobula.process.Cell;
import io.mobula.process.LocalWork;
import io.mobula.wire.EncodedWork;
import io.mobula.wire.value.Encoded;
import java.util.List;
import java.util.Optional;

/**
 * An encoded body at the process that submitted it.
 *
 * @param large of captures that are an object of their own
 * @param kept refs, and what keeps actors alive: as long as the task is owned, their local holds last
 */
record SubmittedWork(BodyCode code, Encoded captures, Cell cell, Optional<CellRef<?>> large, List<Object> kept)
        implements LocalWork, EncodedWork {
    @Override
    public String name() {
        return cell.name;
    }

    @Override
    public long sizeBytes() {
        return captures.sizeBytes();
    }

    /** Nobody but the task can hold its captures; all else it took along its user may let go. */
    @Override
    public SubmittedWork lasting() {
        return new SubmittedWork(
                code, captures, cell, large, large.<List<Object>>map(List::of).orElse(List.of()));
    }

    @Override
    public long lastingBytes() {
        long put = large.isPresent() && large.get().cell.outcome() instanceof Outcome.Stored stored
                ? stored.sizeBytes()
                : 0;
        return captures.sizeBytes() + put;
    }
}
