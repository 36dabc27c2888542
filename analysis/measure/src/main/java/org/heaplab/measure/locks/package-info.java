/// What locks keep from moving: how much of what is live they hold, by the policies that infer them
/// from a program's loads and stores.
package org.heaplab.measure.locks;
