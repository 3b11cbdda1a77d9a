package io.mobula.core.message;

/** The order of waiting tasks of one shape; a task's children inherit it. */
public enum Urgency {
    HIGH,
    NORMAL,
    LOW
}
