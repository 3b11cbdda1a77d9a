package io.mobula.call;

/** The dialer's side of the handshake. */
public record Hello(VersionRange versions, Identity from, Purpose purpose) {}
