namespace Chat.Simulation.Stores;

/// <summary>How an operation gets to the store: at once, or over a network that may fail before it or after it.</summary>
internal interface IStoreAccess
{
    Task<T> CallAsync<T>(Func<T> operation, CancellationToken cancellation);

    /// <summary>Whoever called is no more: what it held is free.</summary>
    bool IsGone { get; }
}

internal sealed class DirectAccess : IStoreAccess
{
    public bool IsGone => false;

    public Task<T> CallAsync<T>(Func<T> operation, CancellationToken cancellation) => Task.FromResult(operation());
}
