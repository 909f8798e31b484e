using System.Threading.RateLimiting;
using Chat.Contracts.Errors;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Chat.Messaging.Users;

/// <summary>
/// ASP.NET Core's own hasher (PBKDF2), which takes tens of milliseconds of a processor: at most as many run at once as
/// there are processors, and at most <see cref="Waiting"/> wait. One more is refused as <c>unavailable</c>.
/// </summary>
public sealed class PasswordHashing(IOptions<PasswordHasherOptions> options) : IDisposable
{
    private const int Waiting = 256;

    private static readonly object NoUser = new();

    private readonly PasswordHasher<object> _hasher = new(options);

    private readonly Lazy<string> _nobodysHash = new(() => new PasswordHasher<object>(options).HashPassword(NoUser, Guid.NewGuid().ToString()));

    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Environment.ProcessorCount,
        QueueLimit = Waiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    public async Task<string> HashAsync(string password, CancellationToken cancellation)
    {
        using var turn = await TurnAsync(cancellation);
        return await Task.Run(() => _hasher.HashPassword(NoUser, password), cancellation);
    }

    /// <param name="hash">Null if there is no such user: false, after the same time as a wrong password.</param>
    public async Task<bool> VerifyAsync(string? hash, string password, CancellationToken cancellation)
    {
        using var turn = await TurnAsync(cancellation);
        var result = await Task.Run(() => _hasher.VerifyHashedPassword(NoUser, hash ?? _nobodysHash.Value, password), cancellation);
        return result != PasswordVerificationResult.Failed && hash is not null;
    }

    public void Dispose() => _limiter.Dispose();

    private async Task<RateLimitLease> TurnAsync(CancellationToken cancellation)
    {
        var lease = await _limiter.AcquireAsync(1, cancellation);
        if (lease.IsAcquired)
            return lease;
        lease.Dispose();
        throw ChatException.Unavailable("Too many sign-ins wait.");
    }
}
