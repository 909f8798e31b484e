namespace Chat.Presence.Tracking;

/// <summary>
/// Whether this replica knows all that it should: after its start, and after the set of replicas changed (users come from
/// another one), it does not until every gateway has reported all, or <see cref="Timing.Cold"/> has passed. Guarded by the
/// board's lock.
/// </summary>
/// <param name="gateways">The ids of those with a lease.</param>
internal sealed class Warmth(Func<IReadOnlyCollection<string>> gateways, long now)
{
    private bool _cold = true;
    private long _since = now;

    public void Chill(long now) => (_cold, _since) = (true, now);

    public bool IsCold(IReadOnlyDictionary<string, ReportingGateway> reporting, long now)
    {
        if (_cold)
        {
            var expected = gateways();
            var known = expected.Count > 0
                && expected.All(id => reporting.TryGetValue(id, out var gateway) && gateway.CompletedAt >= _since - Timing.DirectorySlack);
            _cold = !known && now < _since + Timing.Cold;
        }

        return _cold;
    }
}
