package io.mobula.train;

import io.mobula.api.ObjectRef;
import java.util.Optional;

/**
 * A rank's report on its way to whoever called {@code fit}.
 *
 * @param value the encoded checkpoint, in the rank's node until it is fetched
 */
record RankReport(int rank, long step, Record metrics, Optional<ObjectRef<byte[]>> value) {}
