using System.Security.Cryptography;
using Chat.Client.Accounts;
using Chat.Load.Reporting;

namespace Chat.Load.Crowds;

/// <summary>Signs up users with a device each. Signing up and logging in cost the server a password hash each; a stack that
/// is to be filled with thousands takes a lower <c>Auth:PasswordHasher:IterationCount</c>.</summary>
internal static class Crowd
{
    private const int AtOnce = 8;

    public static async Task<IReadOnlyList<Person>> EnrolAsync(Uri edge, HttpClient http, int count, CancellationToken cancellationToken)
    {
        var run = RandomNumberGenerator.GetHexString(8, lowercase: true);
        var password = RandomNumberGenerator.GetHexString(24);
        var people = new Person[count];
        var done = 0;
        var enrolling = Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (i, token) =>
            {
                var account = new ChatAccount(edge, http);
                await account.SignUpAsync($"load-{run}-{i}", password, null, token);
                await account.LogInAsync($"load-{run}-{i}", password, "generator", null, token);
                people[i] = new Person(account);
                Interlocked.Increment(ref done);
            });
        await new ProgressLine(() => $"users signed up and logged in: {done} of {count}", TimeProvider.System).WhileAsync(enrolling);
        return people;
    }
}
