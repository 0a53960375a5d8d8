package io.cueline.topology.publication;

import io.cueline.topology.rules.RuleSet;

/**
 * The rules in force at one moment.
 *
 * @param revision 0 before the first
 * @param rules those that are off as well, with the versions they were published under
 */
public record InForce(long revision, RuleSet rules) {}
