package io.mobula.session;

import io.mobula.api.spi.BodyCode;
import io.mobula.process.Cell;
import io.mobula.process.LocalWork;
import io.mobula.wire.EncodedWork;
import io.mobula.wire.value.Encoded;
import java.util.List;

/**
 * An encoded body at the process that submitted it.
 *
 * @param kept refs, and what keeps actors alive: as long as the task is owned, their local holds last
 */
record SubmittedWork(BodyCode code, Encoded captures, Cell cell, List<Object> kept)
        implements LocalWork, EncodedWork {
    @Override
    public String name() {
        return cell.name;
    }

    @Override
    public long sizeBytes() {
        return captures.sizeBytes();
    }
}
