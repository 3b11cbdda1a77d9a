package io.mobula.store;

import io.mobula.api.resource.Bytes;

/**
 * How much a process fetches at a time.
 *
 * @param transfers at a time
 * @param inFlight bytes of all transfers at a time; a larger one runs alone
 * @param queued fetches that wait for their turn; more are refused
 */
public record TransferLimits(int transfers, Bytes inFlight, int queued) {
    public static final TransferLimits DEFAULT = new TransferLimits(16, Bytes.mebi(256), 100_000);
}
