package io.mobula.core.task;

import io.mobula.core.message.Demand;

/** A demand with its number in this process. Tasks of one shape wait in one queue and spend the same credits. */
public record Shape(int number, Demand demand) {}
