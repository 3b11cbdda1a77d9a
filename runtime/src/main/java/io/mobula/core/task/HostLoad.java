package io.mobula.core.task;

/**
 * A host at one moment.
 *
 * @param ready tasks that wait for a slot
 * @param freeCpuUnits in ten-thousandths; below zero while tasks that had lent their CPU are back
 */
public record HostLoad(int running, int ready, long freeCpuUnits) {}
