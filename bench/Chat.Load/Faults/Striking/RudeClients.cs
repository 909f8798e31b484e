using Chat.Load.Crowds;

namespace Chat.Load.Faults.Striking;

/// <summary>People outside the load, for clients that do not behave: what they write is in none of its chats.</summary>
internal sealed class RudeClients(Uri edge) : IDisposable
{
    private readonly List<Crowd> _crowds = [];

    /// <summary>Two new people in a chat of their own.</summary>
    public async Task<DirectChat> PairAsync(CancellationToken cancellationToken)
    {
        var crowd = await Crowd.EnrolAsync(edge, 2, cancellationToken);
        _crowds.Add(crowd);
        return (await DirectChats.MakeAsync(crowd, cancellationToken))[0];
    }

    public void Dispose() => _crowds.ForEach(crowd => crowd.Dispose());
}
