using Chat.Contracts.Errors;
using Chat.Messaging.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Xunit;

namespace Chat.Messaging.Tests.Users;

public sealed class PasswordHashingTests
{
    [Fact]
    public async Task A_password_is_recognized_by_its_hash_and_no_other_is()
    {
        using var passwords = Hashing(iterations: 1_000);
        var hash = await passwords.HashAsync("correct horse", default);
        Assert.True(await passwords.VerifyAsync(hash, "correct horse", default));
        Assert.False(await passwords.VerifyAsync(hash, "correct horse ", default));
        Assert.False(await passwords.VerifyAsync(null, "correct horse", default));
    }

    [Fact]
    public async Task Beyond_the_bound_the_next_is_refused_instead_of_waiting()
    {
        using var passwords = Hashing(iterations: 20_000);
        var hashes = Enumerable.Range(0, 1_000).Select(_ => passwords.HashAsync("correct horse", default)).ToArray();
        await Task.WhenAll(hashes).ContinueWith(static _ => { }, TaskScheduler.Default);

        var refused = hashes.Where(hash => hash.IsFaulted).ToArray();
        Assert.InRange(refused.Length, 1, 1_000 - 256);
        Assert.All(refused, hash => Assert.Equal(ErrorCodes.Unavailable, Assert.IsType<ChatException>(hash.Exception!.InnerException).Code));
        Assert.NotEmpty(await passwords.HashAsync("correct horse", default));
    }

    private static PasswordHashing Hashing(int iterations) =>
        new(Options.Create(new PasswordHasherOptions { IterationCount = iterations }));
}
