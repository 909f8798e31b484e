namespace Chat.Client.Counting;

/// <summary>
/// How messages came over the wire, counted at their arrival, before anything is repaired. The ACKs of own sends are not in it.
/// </summary>
/// <param name="Pushed">Pushed live.</param>
/// <param name="Replayed">Brought by the <c>Sync</c> after a connect.</param>
/// <param name="Repaired">Brought by a <c>Sync</c> that a gap or a head asked for.</param>
/// <param name="Repeated">Of these, those that the device had already (and dropped).</param>
/// <param name="Refused">Of these and the ACKs, those that were dropped because the application is too far behind; a later Sync brings them.</param>
public readonly record struct WireCounts(long Pushed, long Replayed, long Repaired, long Repeated, long Refused);
