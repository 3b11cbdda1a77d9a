package io.mobula.core.control;

/**
 * A keeper of the control log, as the log itself names it.
 *
 * @param id its folder's; an emptied folder has another one
 * @param address {@code host:port} where the other replicas reach it
 * @param contact {@code host:port} where nodes speak with it
 */
public record Replica(String id, String address, String contact) {}
