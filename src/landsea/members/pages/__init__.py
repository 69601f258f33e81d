"""The pages of members: alliances, people, memberships, invitations."""
