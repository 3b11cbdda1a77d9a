package io.mobula.output;

/** A process's two outputs. */
public enum Std {
    OUT,
    ERR
}
