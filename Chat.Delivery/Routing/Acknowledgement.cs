namespace Chat.Delivery.Routing;

/// <summary>
/// Counts what is still under way for one record. It begins with one hold, its maker's; when the last hold is released,
/// the record is done and its offset may be committed. What is never released is never committed, and comes again.
/// </summary>
internal sealed class Acknowledgement(Action done)
{
    private int _holds = 1;

    public void Hold() => Interlocked.Increment(ref _holds);

    public void Release()
    {
        if (Interlocked.Decrement(ref _holds) == 0)
            done();
    }
}
