package io.mobula.core.control;

/** Whether a node keeps a replica of the control log. */
public enum NodeRole {
    CONTROL,
    WORKER
}
